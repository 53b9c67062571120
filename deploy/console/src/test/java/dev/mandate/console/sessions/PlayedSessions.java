package dev.mandate.console.sessions;

import dev.mandate.console.sessions.Sessions.Argument;
import dev.mandate.console.sessions.Sessions.Finding;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Optional;

/** One session of Ada's, on two pages. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedSessions implements Sessions {
    static final String SESSION = "del_01jdm00000000000000000000a";
    static final String NEXT = "2.m4x-1f";

    @Override
    public Optional<Recording> find(String session, String after) {
        if (!session.equals(SESSION)) return Optional.empty();
        if (!after.isEmpty() && !after.equals(NEXT)) return Optional.empty();
        return Optional.of(new Recording(
                SESSION,
                "find out what others say about us",
                "Ada Abel",
                true,
                true,
                List.of("Ada Abel isn't asked for calls of email.send by researcher until noon (del_2)."),
                after.isEmpty()
                        ? List.of(step(1, "web.browse", 0), step(2, "crm.read", 0))
                        : List.of(step(3, "email.send", 1)),
                List.of(new Finding("fnd_01jdm0000000000000000000ab", "Much at once", "low")),
                List.of("2 denials and 0 allows left without a record"),
                after.isEmpty() ? NEXT : ""));
    }

    private static Step step(int number, String tool, int sameAs) {
        var held = sameAs > 0;
        return new Step(
                number,
                "2026-11-27T10:00:0" + number + "Z",
                "researcher",
                "called " + tool,
                held ? "egress" : "private",
                held ? "Held until somebody approves it: approval required" : "Allowed",
                !held,
                "dec_01jdm00000000000000000000" + number,
                List.of(
                        new Argument("to[0]", "…outside.example hmac:ab12:0123456789abcdef01234567", sameAs),
                        new Argument("note", "<script>alert(1)</script>", 0)),
                held ? List.of() : List.of("Succeeded, with an answer of 90 characters."),
                held ? List.of("per_01jdm00000000000000000000b said no: “not today”") : List.of(),
                held
                        ? List.of(new Finding(
                                "fnd_01jdm0000000000000000000aa", "Private data sent out", "high, raised here"))
                        : List.of(),
                held ? List.of("Nobody told what came of it.") : List.of());
    }
}
