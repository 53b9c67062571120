package dev.mandate.cli.provisioning;

import dev.mandate.events.topics.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a cluster is that exists already, how one signs in there, and how it names who signed in. */
public final class ClusterOptions {
    private static final String ACCOUNT = "{account}";

    @Option(names = "--bootstrap-servers", description = "The cluster: host:port, several separated by commas.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            description = "A file of Kafka client properties for the administrator: security.protocol, sasl.*, ssl.*;"
                    + " as the tools of Kafka take it.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--principal",
            defaultValue = "User:" + ACCOUNT,
            description = "How the cluster names an account that signed in; 'User:CN={account}' for certificates"
                    + " (default: User:{account}).")
    private String principal = "User:" + ACCOUNT;

    /** Whether a cluster is named. */
    public boolean given() {
        return bootstrapServers != null;
    }

    /** As the administrator; for whoever closes it. */
    public Admin connect() {
        return Admin.create(administrator());
    }

    /** @param account its name: that of an {@link Account}, or of one more that has its rights */
    public String principal(String account) {
        return principal.replace(ACCOUNT, account);
    }

    Map<String, Object> administrator() {
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
