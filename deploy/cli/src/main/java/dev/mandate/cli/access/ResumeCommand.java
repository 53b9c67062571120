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

/** {@code mandate resume KIND NAME --reason …}: what was stopped by hand goes on; earlier tokens and delegations stay void. */
@Command(
        name = "resume",
        description =
                "Let a stopped client, agent, sign-in issuer, person or account of the broker go on, as the administrator; earlier tokens and delegations stay void.")
final class ResumeCommand implements Callable<Integer> {
    private static final String OWNER_LEFT = "owner_left";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "client, agent, issuer, person or account")
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
                    .resume(options.system(), () -> record.tellIfPossible("/account-resumptions", why));
            System.out.println("  " + name + " " + done);
            return record.orSay(System.out);
        }
        if (kind == Stoppable.SESSION)
            throw new IllegalArgumentException("a session is revoked for good; delegate the task anew");
        var resumed = Stoppable.post(options, kind, name, "resume", reason.orRefuse());
        if (Waiting.is(resumed)) return Waiting.told(resumed);
        System.out.println("  " + name + whatNow(resumed) + "; tokens and delegations from before stay void");
        return 0;
    }

    /** Whoever was stopped by hand may be held by more than that. */
    static String whatNow(JsonNode resumed) {
        var status = resumed.path("status").asText().toLowerCase(Locale.ROOT);
        var still = resumed.path("statusReason").asText("");
        if (still.equals(OWNER_LEFT))
            return " is " + status
                    + " still, since who answered for it has left: whom it was offered to accepts it (`mandate offers`)";
        return " is " + status + (still.isEmpty() ? "" : " still: " + still.replace('_', ' '));
    }
}
