# Images of waproof: `runtime` (the default) holds the program, `demo` also the example bots with their libraries.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:22-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:22-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /app
# Reports of a run are written below the working folder, by a user who owns nothing else in it.
RUN mkdir waproof-out && chown node:node waproof-out
EXPOSE 4004
# Inside the container it listens on all interfaces; what of it is reachable is decided by what is published.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4004/_waproof/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM base AS demo
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/scenarios ./scenarios
COPY --from=build /app/examples ./examples
USER node
CMD ["node", "dist/bin/waproof.js", "run", "scenarios/first-proof.yml", "--exec", "node examples/support-bot/bot.js", "--host", "0.0.0.0", "--port", "4004", "--linger", "60s"]

FROM base AS runtime
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/scenarios ./scenarios
USER node
ENTRYPOINT ["node", "dist/bin/waproof.js"]
CMD ["mock", "--host", "0.0.0.0", "--port", "4004"]
