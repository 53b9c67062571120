package dev.mandate.audit.outputs;

import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.outputs.OutputReplays;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What an output refused, for whoever takes it up again. */
@ApplicationScoped
class FindingReplays implements Intakes {
    private final FindingOutputs outputs;

    @Inject
    FindingReplays(FindingOutputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public List<Intake<?>> intakes() {
        return OutputReplays.of(outputs.outputs());
    }

    /** The trail and the findings have what an output doesn't take. */
    @Override
    public boolean takeOnlyTheirOwn() {
        return true;
    }
}
