#!/bin/sh
# Makes the certificates of these tests anew, with openssl: `sh test/baselines/postgres/certificates/make.sh`. Their keys are worth
# nothing: no authority that anybody trusts has signed them. All but the one that is expired are valid until 2126.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DAYS=36500
NAMES='DNS:localhost,IP:127.0.0.1'

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
request() { openssl req -new -key "$1" -subj "/CN=$2" -out "$work/request.pem"; }
# sign EXTENSIONS AUTHORITY KEY OUT
sign() {
  printf '%s\n' "$1" >"$work/extensions"
  openssl x509 -req -in "$work/request.pem" -CA "$2" -CAkey "$3" -set_serial "0x$(openssl rand -hex 8)" -days "$DAYS" \
    -extfile "$work/extensions" -out "$4"
}
root() {
  key "$work/$1.key"
  openssl req -x509 -new -key "$work/$1.key" -subj "/CN=evenkeel tests, $1" -days "$DAYS" \
    -addext 'basicConstraints=critical,CA:true' -addext 'keyUsage=critical,keyCertSign,cRLSign' -out "$1.pem"
}

root authority
root other-authority

# The authority signs no server itself: one below it does, and the server sends that one's certificate along.
key "$work/below.key"
request "$work/below.key" 'evenkeel tests, below the authority'
sign 'basicConstraints=critical,CA:true,pathlen:0
keyUsage=critical,keyCertSign,cRLSign' authority.pem "$work/authority.key" "$work/below.pem"

key server.key
# leaf NAMES OUT
leaf() {
  request server.key 'a server of these tests'
  sign "subjectAltName=$1
extendedKeyUsage=serverAuth" "$work/below.pem" "$work/below.key" "$work/leaf.pem"
  cat "$work/leaf.pem" "$work/below.pem" >"$2"
}
leaf "$NAMES,DNS:127.1" server.pem
leaf 'DNS:localhost' name-only.pem
leaf 'DNS:db.example.com,IP:203.0.113.7' other-host.pem

openssl req -x509 -new -key server.key -subj '/CN=localhost' -addext "subjectAltName=$NAMES,DNS:127.1" -days "$DAYS" -out self-signed.pem

# `openssl x509` of most versions knows no dates of the past.
mkdir "$work/ca"
: >"$work/ca/index.txt"
cat >"$work/ca.conf" <<CONF
[ca]
default_ca = ours
[ours]
database = $work/ca/index.txt
new_certs_dir = $work/ca
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
CONF
printf '%s\n' "subjectAltName=$NAMES,DNS:127.1" 'extendedKeyUsage=serverAuth' >"$work/extensions"
request server.key 'a server of these tests'
openssl ca -batch -notext -config "$work/ca.conf" -cert "$work/below.pem" -keyfile "$work/below.key" -in "$work/request.pem" \
  -startdate 20200101000000Z -enddate 20210101000000Z -extfile "$work/extensions" -out "$work/leaf.pem"
cat "$work/leaf.pem" "$work/below.pem" >expired.pem
chmod 644 ./*.pem
