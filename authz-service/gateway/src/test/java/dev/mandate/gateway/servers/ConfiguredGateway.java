package dev.mandate.gateway.servers;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.nio.file.Path;

/** The gateway's configuration without a gateway. */
public final class ConfiguredGateway {
    private static final long MEGABYTE = 1024 * 1024;

    private ConfiguredGateway() {}

    /** @param settings names behind {@code mandate.mcp.}, each with its value; everything else is as by default */
    public static GatewayConfig with(String... settings) {
        var builder = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 200, ConfiguredGateway::megabytes)
                .withConverter(Path.class, 200, Path::of)
                .withMapping(GatewayConfig.class)
                .addDiscoveredConverters();
        for (var i = 0; i < settings.length; i += 2)
            builder.withDefaultValue("mandate.mcp." + settings[i], settings[i + 1]);
        return builder.build().getConfigMapping(GatewayConfig.class);
    }

    private static MemorySize megabytes(String text) {
        return new MemorySize(BigInteger.valueOf(Long.parseLong(text.replace("M", "")) * MEGABYTE));
    }
}
