package dev.mandate.gateway.providers;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The providers that there are. Read once: a wrong entry keeps the gateway from starting. */
@Singleton
@Startup
public class ModelProviders {
    private final Map<String, ModelProvider> byName;

    ModelProviders(ModelConfig config) {
        byName = config.providers().map(file -> new ProviderFile(file).read()).orElse(Map.of());
    }

    public Collection<ModelProvider> all() {
        return byName.values();
    }

    /** @param name null for all of them; empty if there is none of this name */
    public List<ModelProvider> named(@Nullable String name) {
        if (name == null) return List.copyOf(byName.values());
        return Optional.ofNullable(byName.get(name)).stream().toList();
    }
}
