import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GatewayError } from '../errors/gateway-error.js';
import { CLUSTER_ID } from '../http/resources/resource-docs.js';

export interface Asset {
  contentType: string;
  body: Buffer;
}

const CONTENT_TYPES = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['index.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui-standalone-preset.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

/**
 * Everything comes from the gateway itself. Swagger UI styles elements inline and draws its icons from `data:` URLs; scripts
 * have no such exception.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page of Swagger UI. All its URLs are relative, so it works behind any path prefix.
 *
 * @param base where the assets are, seen from the page: `./` for `/docs/`, `./docs/` for `/docs`
 */
export function docsPage(base: './' | './docs/'): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Kafka REST gateway</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" type="image/png" href="${base}favicon-32x32.png">
<link rel="stylesheet" href="${base}swagger-ui.css">
<link rel="stylesheet" href="${base}index.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript. The plain documents are under openapi/.</noscript>
<script src="${base}swagger-ui-bundle.js"></script>
<script src="${base}swagger-ui-standalone-preset.js"></script>
<script src="${base}start.js"></script>
</body>
</html>
`;
}

/**
 * `validatorUrl` is off: it would send the address of the document to a public service. The document of v3 cannot know the
 * id of the cluster, which nearly all its paths begin with: the page asks the gateway, and keeps the example while Kafka is
 * out of reach.
 */
function startScript(documents: readonly string[]): string {
  return `const here = document.currentScript.src;

async function withClusterId(response) {
  if (!response.ok || !response.url.endsWith('/openapi/v3.json')) return response;
  const id = await clusterId();
  return id === undefined ? response : { ...response, text: response.text.replaceAll('${CLUSTER_ID.example}', id) };
}

async function clusterId() {
  try {
    const answer = await fetch(new URL('../v3/clusters', here), { signal: AbortSignal.timeout(3000) });
    const { data } = await answer.json();
    return data?.[0]?.cluster_id;
  } catch {
    return undefined;
  }
}

window.ui = SwaggerUIBundle({
  urls: ${JSON.stringify(documents)}.map((name) => ({ name, url: new URL('../openapi/' + name + '.json', here).href })),
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  validatorUrl: null,
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  responseInterceptor: withClusterId,
});
`;
}

/**
 * One of the files that the page loads. Rejects with `not-found` for any other name.
 *
 * @param documents names of those to choose from
 */
export async function docsAsset(name: string, documents: readonly string[]): Promise<Asset> {
  if (name === 'start.js') {
    return { contentType: 'text/javascript; charset=utf-8', body: Buffer.from(startScript(documents)) };
  }
  const contentType = CONTENT_TYPES.get(name);
  if (!contentType) throw new GatewayError('not-found', 'There is no such file. Swagger UI is at /docs.');
  return { contentType, body: await readFile(join(assetFolder(), name)) };
}

/** Swagger UI is a dependency of `@nestjs/swagger`, and found from there wherever the package manager put it. */
function assetFolder(): string {
  const swagger = createRequire(import.meta.url).resolve('@nestjs/swagger/package.json');
  return dirname(createRequire(swagger).resolve('swagger-ui-dist/package.json'));
}
