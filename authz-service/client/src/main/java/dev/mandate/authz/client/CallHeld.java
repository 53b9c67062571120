package dev.mandate.authz.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The call was not made, and waits for a person's yes: made again in just the same way after it, it goes through once. */
public final class CallHeld extends CallDenied {
    private static final long serialVersionUID = 1L;

    private final String approval;
    private final @Nullable URI page;

    private CallHeld(Decision decision, String approval, @Nullable URI page, String message) {
        super(decision, message);
        this.approval = approval;
        this.page = page;
    }

    static CallHeld of(String tool, Decision decision, String approval, @Nullable URI page) {
        return new CallHeld(
                decision,
                approval,
                page,
                "Not done yet: " + tool + " waits for a person's approval. " + decision.explanation()
                        + " Once " + approval + (page == null ? "" : " (" + page + ")")
                        + " is approved, make exactly the same call again, once. Decision " + decision.id() + ".");
    }

    /** What is asked, {@code apr_…}. */
    public String approval() {
        return approval;
    }

    /** Where the person answers; null where the guard wasn't told of a console. */
    public @Nullable URI page() {
        return page;
    }
}
