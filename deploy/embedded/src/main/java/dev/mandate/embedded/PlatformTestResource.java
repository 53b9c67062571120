package dev.mandate.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Points a Quarkus test at {@link Platform#shared()}:
 * {@code @QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))}.
 */
public final class PlatformTestResource implements QuarkusTestResourceLifecycleManager {
    private String service = "";

    @Override
    public void init(Map<String, String> initArgs) {
        service = initArgs.getOrDefault("service", "");
    }

    /** @throws IllegalArgumentException if the argument {@code service} is missing or names no service */
    @Override
    public Map<String, String> start() {
        return ServiceSettings.of(service, Platform.shared());
    }

    /** The platform ends with the JVM, since the next test class wants it too. */
    @Override
    public void stop() {}
}
