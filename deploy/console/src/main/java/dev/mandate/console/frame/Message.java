package dev.mandate.console.frame;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** A page that only says something, and leads on. */
public final class Message {
    private Message() {}

    /**
     * The page.
     *
     * @param path of this application, where the link leads
     */
    public static TemplateInstance of(String title, String says, String link, String path) {
        return Templates.message(title, says, link, path);
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance message(String title, String says, String link, String path);
    }
}
