package dev.mandate.embedded;

import dev.mandate.events.topics.Account;
import dev.mandate.provisioning.ServiceDatabase;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The Quarkus settings by which one service finds its broker account and its database roles. */
public final class ServiceSettings {
    /** Accounts of processes that keep nothing of their own. */
    private static final Set<String> WITHOUT_DATABASE = Set.of(Account.GATEWAY.userName());

    private ServiceSettings() {}

    /**
     * For a service that connects to the given places.
     *
     * @param service one of {@link ServiceDatabase#SERVICES}, or {@code gateway}, which has no database
     * @throws IllegalArgumentException if it is none
     */
    public static Map<String, String> of(
            String service, String bootstrapServers, int databasePort, Credentials credentials) {
        return of(service, new RunningPlatform(bootstrapServers, databasePort, credentials));
    }

    /** As the other, from a platform that runs. */
    public static Map<String, String> of(String service, Platform platform) {
        if (WITHOUT_DATABASE.contains(service)) return ofBroker(service, platform);
        if (!ServiceDatabase.SERVICES.contains(service)) {
            throw new IllegalArgumentException("no service named " + service);
        }
        var settings = new LinkedHashMap<>(ofBroker(service, platform));
        settings.putAll(ofDatabase(service, platform.jdbcUrl(), role -> platform.password("db." + role)));
        return settings;
    }

    private static Map<String, String> ofBroker(String service, Platform platform) {
        var settings = new LinkedHashMap<String, String>();
        platform.kafkaClientConfig(service).forEach((key, value) -> settings.put("kafka." + key, value.toString()));
        return settings;
    }

    /** How the service finds its two roles. */
    public static Map<String, String> ofDatabase(String service, String jdbcUrl, UnaryOperator<String> passwords) {
        var owner = ServiceDatabase.ownerOf(service);
        var settings = new LinkedHashMap<String, String>();
        settings.put("quarkus.datasource.reactive.url", jdbcUrl.substring("jdbc:".length()));
        settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
        settings.put("quarkus.datasource.username", service);
        settings.put("quarkus.datasource.password", passwords.apply(service));
        settings.put("quarkus.flyway.username", owner);
        settings.put("quarkus.flyway.password", passwords.apply(owner));
        return settings;
    }

    /** The same as environment variables, which unlike -D options don't show in the process list. */
    public static Map<String, String> asEnvironment(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }
}
