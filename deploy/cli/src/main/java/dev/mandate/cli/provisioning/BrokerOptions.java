package dev.mandate.cli.provisioning;

import dev.mandate.events.topics.Account;
import dev.mandate.provisioning.BrokerPlan;
import dev.mandate.provisioning.Copies;
import dev.mandate.provisioning.Plan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the cluster is, how one signs in there, and what is wanted of it. */
final class BrokerOptions {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

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

    boolean given() {
        return cluster.given();
    }

    Admin connect() {
        return cluster.connect();
    }

    /** @throws IllegalArgumentException if nothing could be written with so many */
    Copies copies() {
        return new Copies(replication, minInSync);
    }

    Plan plan(Admin admin, Copies copies, UnaryOperator<String> passwords) {
        var names = Arrays.stream(Account.values()).map(Account::userName).toList();
        var made = accounts ? BrokerPlan.accounts(admin, names, passwords, this::canSignIn) : Plan.NOTHING;
        return made.then(BrokerPlan.topics(admin, copies))
                .then(BrokerPlan.rights(admin, account -> cluster.principal(account.userName())));
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
        cluster.administrator().forEach((key, value) -> config.put(key, value.toString()));
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
}
