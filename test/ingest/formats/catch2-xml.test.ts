import { describe, expect, it } from 'vitest';
import { catch2Xml } from '../../../src/ingest/formats/catch2-xml.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<Catch2TestRun name="bench" rng-seed="1" catch2-version="3.4.0">
  <TestCase name="Tree" filename="/src/tree.cpp" line="12">
    <Section name="with &lt;strings&gt;" filename="/src/tree.cpp" line="15">
      <BenchmarkResults name="insert 10" samples="100" resamples="100000" iterations="208" clockResolution="19.7" estimatedDuration="7.2e+06">
        <!--All values in nano seconds-->
        <mean value="344.5" lowerBound="341" upperBound="349" ci="0.95"/>
        <standardDeviation value="19.25" lowerBound="11" upperBound="29" ci="0.95"/>
        <outliers variance="0.5" lowMild="0" lowSevere="0" highMild="3" highSevere="4"/>
      </BenchmarkResults>
      <OverallResults successes="0" failures="0" expectedFailures="0"/>
    </Section>
    <OverallResult success="true"/>
  </TestCase>
  <TestCase name="Copy" filename="/src/copy.cpp" line="5">
    <BenchmarkResults name="copy" samples="50" resamples="100000" iterations="1" clockResolution="19.7" estimatedDuration="8e+08">
      <!--All values in nano seconds-->
      <mean value="8.1248e+06" lowerBound="8.1e+06" upperBound="8.2e+06" ci="0.95"/>
      <standardDeviation value="120500" lowerBound="98250" upperBound="150750" ci="0.95"/>
    </BenchmarkResults>
    <OverallResult success="true"/>
  </TestCase>
</Catch2TestRun>
`;

itKeepsTheContract(catch2Xml, { XML });

describe('XML of Catch2', () => {
  it('gives the mean of each benchmark, named with its test case and sections', () => {
    expect(readText(catch2Xml, XML)).toMatchObject({ problems: [], notes: [] });
    expect(benchmarksIn(catch2Xml, XML)).toMatchObject([
      {
        name: 'Tree > with <strings> > insert 10',
        metrics: [
          { name: 'time', value: 344.5 / 1e9, figures: { kind: 'summary', deviation: 19.25 / 1e9, count: 100 } },
        ],
      },
      { name: 'Copy > copy', metrics: [{ value: 0.0081248 }] },
    ]);
  });

  it('says which benchmark failed, or was cut off', () => {
    const failed = XML.replace('<!--All values in nano seconds-->', '<failed message="out of memory"/>');
    expect(readText(catch2Xml, failed).problems).toEqual([
      { line: 5, name: 'Tree > with <strings> > insert 10', message: 'it failed: out of memory.' },
    ]);
    const torn = XML.slice(0, XML.indexOf('<standardDeviation'));
    expect(readText(catch2Xml, torn).problems).toEqual([
      expect.objectContaining({ line: 5, message: expect.stringContaining('its result is missing') }),
    ]);
  });
});
