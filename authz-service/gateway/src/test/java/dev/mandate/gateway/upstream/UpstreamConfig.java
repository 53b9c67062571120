package dev.mandate.gateway.upstream;

import dev.mandate.gateway.servers.GatewayConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;

/** The gateway's configuration without a gateway. */
final class UpstreamConfig {
    private static final long MEGABYTE = 1024 * 1024;

    private UpstreamConfig() {}

    /** Answers may have 1 MiB. */
    static GatewayConfig of(String callTimeout) {
        return new SmallRyeConfigBuilder()
                .withConverter(
                        MemorySize.class,
                        200,
                        text -> new MemorySize(BigInteger.valueOf(Long.parseLong(text.replace("M", "")) * MEGABYTE)))
                .withMapping(GatewayConfig.class)
                .withDefaultValue("mandate.mcp.call-timeout", callTimeout)
                .withDefaultValue("mandate.mcp.longest-answer", "1M")
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(GatewayConfig.class);
    }
}
