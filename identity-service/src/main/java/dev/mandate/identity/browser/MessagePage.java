package dev.mandate.identity.browser;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page that only says something. */
public final class MessagePage {
    private MessagePage() {}

    /** @param paragraphs plain text */
    public static TemplateInstance of(String title, List<String> paragraphs) {
        return Templates.message(title, paragraphs, null);
    }

    /** @param address https, of somebody else */
    public record Link(String text, String address) {}

    /** @param elsewhere where he may go on */
    public static TemplateInstance signedOut(Optional<Link> elsewhere) {
        return Templates.message("You are signed out", List.of("You may close this page."), elsewhere.orElse(null));
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance message(String title, List<String> paragraphs, @Nullable Link link);
    }
}
