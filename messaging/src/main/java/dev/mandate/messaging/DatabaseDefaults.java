package dev.mandate.messaging;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What is the same in every service that has a database. One without ({@code mandate.database=false}) has none of it, since its log would
 * name each as a key that nothing reads.
 */
@StaticInitSafe
public final class DatabaseDefaults implements ConfigSourceFactory {
    /** As what is the same in every service: a service's own settings come before it. */
    private static final int ORDINAL = 100;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!Boolean.parseBoolean(context.getValue("mandate.database").getValue())) return List.of();
        var file = Objects.requireNonNull(
                DatabaseDefaults.class.getResource("/META-INF/mandate-database.properties"), "it is in this jar");
        try {
            return List.of(new PropertiesConfigSource(file, ORDINAL));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
