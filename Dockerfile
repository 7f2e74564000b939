FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The prepare script builds, and what it builds from is not here yet.
RUN npm ci --ignore-scripts
COPY build.mjs openapi.yaml ./
COPY fixtures ./fixtures
COPY src ./src
RUN npm run build

FROM node:24-slim
WORKDIR /app
# The bundle needs no installed packages.
COPY --from=build /app/dist ./dist
# A named volume takes its owner from here. A folder of the host keeps its own: docker run --user "$(id -u)".
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production FINTECH_SANDBOX_HOST=0.0.0.0 FINTECH_SANDBOX_PORT=4010 FINTECH_SANDBOX_DATA=/data
USER node
VOLUME /data
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.FINTECH_SANDBOX_PORT + '/_sandbox/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process and hears SIGTERM itself: it flushes and exits 0.
ENTRYPOINT ["node", "dist/main.mjs"]
