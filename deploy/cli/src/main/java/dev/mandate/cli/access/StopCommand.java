package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.OperationRecord;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.provisioning.BrokerAccount;
import dev.mandate.cli.provisioning.ClusterOptions;
import dev.mandate.cli.running.SystemOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate stop KIND NAME --reason …}: at once, until it is resumed; who did it and why is on the record. */
@Command(
        name = "stop",
        description =
                "Stop a client, agent, sign-in issuer, person or session at once, as the administrator: its tokens are void, what it delegated is revoked."
                        + " An account is one by which somebody signs in to the broker: each of its requests is refused.")
final class StopCommand implements Callable<Integer> {
    private static final String RESUMED = "; `mandate resume` lets it go on";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = Stoppable.KINDS)
    @SuppressWarnings("NullAway.Init")
    private Stoppable kind;

    @Parameters(index = "1", description = Stoppable.NAMES)
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private GivenReason reason;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        if (kind == Stoppable.ACCOUNT) {
            var why = Map.of("account", name, "reason", reason.orRefuse());
            var record = new OperationRecord(options);
            var done = new BrokerAccount(name, cluster)
                    .stop(options.system(), () -> record.tellIfPossible("/account-stops", why));
            System.out.println("  " + name + " " + done);
            return record.orSay(System.out);
        }
        var session = kind == Stoppable.SESSION;
        var stopped = Stoppable.post(options, kind, name, session ? "revoke" : "stop", reason.orRefuse());
        if (Waiting.is(stopped)) return Waiting.told(stopped);
        System.out.println("  " + name + " is "
                + stopped.path("status").asText().toLowerCase(Locale.ROOT) + (session ? whatNext(stopped) : RESUMED));
        return 0;
    }

    /** After a task has ended, or what somebody agreed to within one. */
    static String whatNext(JsonNode delegation) {
        return delegation.hasNonNull("agreed")
                ? "; calls like it are asked for again, each, and the task goes on"
                : "; a new delegation begins anew";
    }
}
