package dev.mandate.cli.provisioning;

import dev.mandate.events.topics.Account;
import dev.mandate.provisioning.BrokerPlan;
import dev.mandate.provisioning.Copies;
import dev.mandate.provisioning.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cluster is, how one signs in there, and what is wanted of it. */
final class BrokerOptions {
    private static final String ACCOUNT = "{account}";

    @Option(names = "--bootstrap-servers", description = "The cluster: host:port, several separated by commas.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            description = "A file of Kafka client properties for the administrator: security.protocol, sasl.*, ssl.*;"
                    + " as the tools of Kafka take it.")
    private @Nullable Path commandConfig;

    @Option(names = "--replication", defaultValue = "3", description = "Replicas of each topic (default: 3).")
    private short replication;

    @Option(
            names = "--min-insync",
            defaultValue = "2",
            description = "So many replicas have a record before its write is acknowledged (default: 2).")
    private int minInSync;

    @Option(
            names = "--accounts",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Make accounts for SCRAM-SHA-512 (default); --no-accounts where the cluster knows them already.")
    private boolean accounts;

    @Option(
            names = "--principal",
            defaultValue = "User:" + ACCOUNT,
            description = "How the cluster names an account that signed in; 'User:CN={account}' for certificates"
                    + " (default: User:{account}).")
    private String principal = "User:" + ACCOUNT;

    boolean given() {
        return bootstrapServers != null;
    }

    Admin connect() {
        return Admin.create(administrator());
    }

    /** @throws IllegalArgumentException if nothing could be written with so many */
    Copies copies() {
        return new Copies(replication, minInSync);
    }

    Plan plan(Admin admin, Copies copies, UnaryOperator<String> passwords) {
        var names = Arrays.stream(Account.values()).map(Account::userName).toList();
        var made = accounts ? BrokerPlan.accounts(admin, names, passwords, this::canSignIn) : Plan.NOTHING;
        return made.then(BrokerPlan.topics(admin, copies))
                .then(BrokerPlan.rights(admin, account -> principal.replace(ACCOUNT, account.userName())));
    }

    /** What a service needs to sign in: as the administrator does, but by its own account. A key of its own it has to be given. */
    Map<String, String> service(String account, String password) {
        var config = client(account, password);
        config.keySet().removeIf(key -> key.startsWith("ssl.key"));
        if (!accounts) config.remove(SaslConfigs.SASL_JAAS_CONFIG);
        return config;
    }

    private Map<String, String> client(String account, String password) {
        var config = new HashMap<String, String>();
        administrator().forEach((key, value) -> config.put(key, value.toString()));
        if (accounts) {
            config.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
            config.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "%s required username=\"%s\" password=\"%s\";"
                            .formatted(ScramLoginModule.class.getName(), account, password));
        }
        return config;
    }

    private boolean canSignIn(String name, String password) {
        try (var client = Admin.create(new HashMap<String, Object>(client(name, password)))) {
            client.describeCluster().clusterId().get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException) return false;
            throw new KafkaException("can't tell whether " + name + " may sign in", e.getCause());
        }
    }

    private Map<String, Object> administrator() {
        var config = new HashMap<String, Object>();
        if (commandConfig != null) {
            var file = new Properties();
            try (var in = Files.newBufferedReader(commandConfig)) {
                file.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("can't read --command-config " + commandConfig, e);
            }
            file.stringPropertyNames().forEach(name -> config.put(name, file.getProperty(name)));
        }
        if (bootstrapServers != null) config.put("bootstrap.servers", bootstrapServers);
        return config;
    }
}
