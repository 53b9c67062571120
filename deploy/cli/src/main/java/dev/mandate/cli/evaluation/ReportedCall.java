package dev.mandate.cli.evaluation;

import dev.mandate.audit.engine.job.DecodedAction;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call as a platform would tell of it. It depends on nothing that was played before.
 *
 * @param tool its id in the catalogue
 * @param action null for one that no platform could send
 * @param refused why it couldn't; null for one that it could
 */
record ReportedCall(
        int index,
        TraceRun.Call call,
        String tool,
        @Nullable Action action,
        @Nullable String refused) {
    /** As it was made, and as the risk job reads it. */
    record Action(ToolCalled called, DecodedAction decoded) {}

    /** What is left to remember once it was told. */
    ReportedCall withoutAction() {
        return new ReportedCall(index, call, tool, null, refused);
    }

    /** @param verdicts rules see what a content classifier said of the answers */
    static List<ReportedCall> of(Timetable.Slot slot, IdentityId agent, boolean verdicts) {
        var run = slot.run();
        var reported = new ArrayList<ReportedCall>(run.calls().size());
        for (int index = 0; index < run.calls().size(); index++) {
            var call = run.calls().get(index);
            var tool = TraceTools.id(run.suite(), call.tool());
            try {
                var called = called(slot, call, tool, agent, index, verdicts);
                var wire = CloudEventCodec.encode(
                        ActionEvent.FAMILY,
                        new Envelope<>("urn:recorded", slot.id() + "-" + index, called.occurredAt(), called, null));
                reported.add(new ReportedCall(index, call, tool, new Action(called, DecodedAction.of(wire)), null));
            } catch (IllegalArgumentException e) {
                reported.add(new ReportedCall(index, call, tool, null, String.valueOf(e.getMessage())));
            }
        }
        return reported;
    }

    private static ToolCalled called(
            Timetable.Slot slot, TraceRun.Call call, String tool, IdentityId agent, int index, boolean verdicts) {
        var run = slot.run();
        return new ToolCalled(
                new SessionId(slot.id()),
                agent,
                new DelegationId(slot.id()),
                new DecisionId("dec_" + slot.id().substring(4) + "_" + index),
                tool,
                call.arguments(),
                slot.at(index),
                new ToolResult(
                        call.failed() ? ToolResult.Status.FAILED : ToolResult.Status.SUCCEEDED,
                        call.resultSize(),
                        call.identifiers(),
                        verdicts ? call.suspicious() : null,
                        null,
                        call.trusted()),
                run.taskIdentifiers(),
                run.task().isEmpty() ? null : run.suite() + "/" + run.task());
    }
}
