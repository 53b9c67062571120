package dev.mandate.cli.story;

import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.traces.TraceReplay;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The story that the demo plays, chapter by chapter; each chapter prints what it expected and what it saw. */
final class Story implements AutoCloseable {
    private final Stage stage;
    private final @Nullable TraceReplay traces;

    /** @param traces recorded runs to replay as well; null for none */
    Story(MandateSystem system, @Nullable TraceReplay traces) {
        this.stage = new Stage(system);
        this.traces = traces;
    }

    /** @return whether every expectation held */
    boolean play() throws IOException {
        Catalogue.isRegistered(stage);
        YearOfHr.isFollowed(stage);
        JoinersAndMovers.haveTheirRoles(stage);
        var agents = Agents.registered(stage);
        Delegation.narrowsWhatAnAgentMay(stage, agents);
        Invoices.areDecidedForTheirApplicationAlone(stage, agents);
        Exfiltration.isFound(stage, agents);
        Exfiltration.isNotFoundWhereThereIsNone(stage, agents);
        Approvals.areForOneCall(stage, agents);
        PlantedInstruction.isStoppedByTheGateway(stage, agents);
        OwnerLeaves.andHisAgentsStop(stage, agents);
        Rehire.startsAfresh(stage);
        Directory.takesSomebodyInAndLetsHerGo(stage);
        Burst.ofLeaversIsDenied(stage);
        if (traces != null) RecordedRuns.areReplayed(stage, traces);
        Reconciliation.ofEveryDecision(stage);
        System.out.println();
        System.out.println(stage.expectations.summary());
        return stage.expectations.broken().isEmpty();
    }

    @Override
    public void close() {
        stage.close();
    }
}
