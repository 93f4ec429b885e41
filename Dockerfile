# Not run where it was written (there is no container engine there): read it before you rely on it.
# Needs a Postgres of its own: see compose.yaml.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/setup.mjs && node_modules/.bin/node node_modules/vite/bin/vite.js build web --logLevel warn

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
# Owned by root and read by an ordinary user: the process cannot change what it runs.
COPY --from=build /app /app
USER node
WORKDIR /app
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/.bin/node", "scripts/patrol.ts", "serve"]
