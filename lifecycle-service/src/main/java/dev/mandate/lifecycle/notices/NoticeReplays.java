package dev.mandate.lifecycle.notices;

import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.outputs.OutputReplays;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What a webhook refused, for whoever takes it up again. */
@ApplicationScoped
class NoticeReplays implements Intakes {
    private final ApprovalWebhooks webhooks;

    @Inject
    NoticeReplays(ApprovalWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public List<Intake<?>> intakes() {
        return OutputReplays.of(webhooks.outputs());
    }

    /** Decisions know what a webhook doesn't take. */
    @Override
    public boolean takeOnlyTheirOwn() {
        return true;
    }
}
