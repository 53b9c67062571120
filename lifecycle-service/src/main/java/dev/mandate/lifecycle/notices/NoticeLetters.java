package dev.mandate.lifecycle.notices;

import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.outputs.OutputLetters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What a webhook refused, for whoever takes it up again. */
@ApplicationScoped
class NoticeLetters implements Intakes {
    private final ApprovalWebhooks webhooks;

    @Inject
    NoticeLetters(ApprovalWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public List<Intake<?>> intakes() {
        return OutputLetters.of(webhooks.outputs());
    }

    /** Decisions know what a webhook doesn't take. */
    @Override
    public boolean takeOnlyTheirOwn() {
        return true;
    }
}
