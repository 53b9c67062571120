package dev.mandate.cli.provisioning;

import dev.mandate.cli.terminal.Table;
import dev.mandate.embedded.Credentials;
import dev.mandate.provisioning.DatabasePlan;
import dev.mandate.provisioning.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code mandate provision}: brings brokers and a database that exist to what Mandate needs. Shows every difference; what is there
 * already is left alone, and no data is ever deleted. Exits 1 if a difference is left that a person has to end.
 */
@Command(
        name = "provision",
        description =
                "Prepare a Kafka cluster and a PostgreSQL server that exist: accounts, topics, rights, schemas, roles.")
public final class ProvisionCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private BrokerOptions broker;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private DatabaseOptions database;

    @Option(names = "--plan", description = "Show what would be done, and do nothing.")
    private boolean planOnly;

    /** Left out it is the same wherever it is typed: another file would set all passwords anew. */
    @Option(
            names = "--credentials",
            description =
                    "Passwords of accounts and roles; made at random where it has none, readable by its owner only"
                            + " (default: mandate-credentials of the checkout).")
    private Path credentialsFile = Path.of("mandate-credentials");

    @Option(
            names = "--settings",
            description = "Write for each service a file of properties into this directory: what it needs to find its"
                    + " account and its roles. It reads the file that $QUARKUS_CONFIG_LOCATIONS names.")
    private @Nullable Path settings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        var server = database.server(System::getenv);
        if (!broker.given() && server.isEmpty())
            throw new ParameterException(
                    spec.commandLine(), "name what is to be prepared: --bootstrap-servers, --database, or both");
        var copies = broker.copies();
        var credentials = planOnly ? Credentials.proposed(credentialsFile) : Credentials.loadOrCreate(credentialsFile);
        var left = 0;
        if (server.isPresent())
            try (var plan = DatabasePlan.of(server.get(), role -> credentials.password("db." + role))) {
                left += carryOut("database", plan.plan());
            }
        if (broker.given())
            try (var admin = broker.connect()) {
                left += carryOut("Kafka cluster", broker.plan(admin, copies, credentials::password));
            }
        if (settings != null && !planOnly)
            new ServicePropertyFiles(
                            broker, server, Credentials.loadOrCreate(credentialsFile, ServicePropertyFiles.SECRETS))
                    .writeTo(settings)
                    .forEach(file -> out().println("  wrote " + file + ", readable by its owner only"));
        out().flush();
        return left == 0 ? 0 : 1;
    }

    /** @return how many differences are left for a person */
    private int carryOut(String where, Plan plan) throws SQLException {
        var table = new Table(planOnly ? "would be changed" : "changed", "how");
        if (planOnly) plan.changes().forEach(change -> table.row(change.subject(), change.act()));
        else plan.apply(change -> table.row(change.subject(), change.act()));
        if (plan.changes().isEmpty()) out().println("  " + where + ": everything is as it should be");
        else out().print(where + "\n" + table);
        for (var notice : plan.notices())
            out().println("  left alone: " + notice.subject() + " " + notice.difference() + "; " + notice.remedy());
        if (planOnly && !plan.changes().isEmpty()) out().println("  nothing was done; without --plan it is");
        return plan.notices().size();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
