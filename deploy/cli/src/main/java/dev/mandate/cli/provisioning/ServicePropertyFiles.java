package dev.mandate.cli.provisioning;

import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.OwnersFile;
import dev.mandate.embedded.ServiceSettings;
import dev.mandate.events.topics.Account;
import dev.mandate.provisioning.DatabaseServer;
import dev.mandate.provisioning.ServiceDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** For each service what it needs to sign in, as a file that it reads where {@code quarkus.config.locations} names it. */
final class ServicePropertyFiles {
    /** What there is of them beside passwords is kept with these. */
    static final List<String> SECRETS = List.of("trail-key", "receipts-secret");

    private final BrokerOptions broker;
    private final Optional<DatabaseServer> database;
    private final Credentials credentials;

    ServicePropertyFiles(BrokerOptions broker, Optional<DatabaseServer> database, Credentials credentials) {
        this.broker = broker;
        this.database = database;
        this.credentials = credentials;
    }

    List<Path> writeTo(Path directory) {
        var files = new ArrayList<Path>();
        for (var service : ServiceDatabase.SERVICES) files.add(write(directory, service, settings(service)));
        var gateway = ofBroker(Account.GATEWAY.userName());
        gateway.putAll(ofReceipts());
        files.add(write(directory, Account.GATEWAY.userName(), gateway));
        return files;
    }

    private static Path write(Path directory, String service, Map<String, String> settings) {
        var file = directory.resolve(service + ".properties");
        OwnersFile.write(file, text(settings));
        return file;
    }

    private static String text(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        var text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Map<String, String> ofBroker(String service) {
        var settings = new LinkedHashMap<String, String>();
        if (broker.given())
            broker.service(service, credentials.password(service))
                    .forEach((key, value) -> settings.put("kafka." + key, value));
        return settings;
    }

    /** The risk job makes topics of its own when it first runs: of as many copies as all others, whatever the cluster's default is. */
    private Map<String, String> ofRiskJob() {
        if (!broker.given()) return Map.of();
        var copies = broker.copies();
        return Map.of(
                "kafka-streams." + StreamsConfig.REPLICATION_FACTOR_CONFIG,
                Short.toString(copies.replication()),
                "kafka-streams." + StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(copies.minInSync()));
    }

    /** By it replicas of authz-service and gateways tell of what any of them decided. */
    private Map<String, String> ofReceipts() {
        return Map.of("mandate.receipts.secret", credentials.password("receipts-secret"));
    }

    private Map<String, String> settings(String service) {
        var settings = new LinkedHashMap<>(ofBroker(service));
        if (service.equals(Account.AUDIT.userName())) {
            settings.putAll(ofRiskJob());
            settings.put("mandate.trail.key", credentials.password("trail-key"));
        }
        if (service.equals(Account.AUTHZ.userName())) settings.putAll(ofReceipts());
        database.ifPresent(server -> settings.putAll(ServiceSettings.ofDatabase(
                service, server.jdbcUrl(ServiceDatabase.NAME), role -> credentials.password("db." + role))));
        return settings;
    }
}
