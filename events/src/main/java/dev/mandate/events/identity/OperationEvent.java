package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.NewMember;
import dev.mandate.events.cloudevents.PlainText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator set out to do by hand where no service does it: at the broker, and to the list of tools that gateways show. It is told
 * before it is done, so that nothing is done which isn't on record; whether it was done then, the broker and the list say.
 */
public sealed interface OperationEvent extends AdministrationEvent {
    /** Of names, in characters. */
    int LONGEST_NAME = 600;

    @Override
    Actor by();

    /**
     * Each request of whoever signs in to the broker by this account is to be refused.
     *
     * @param account its name at the broker
     */
    record AccountStopped(String account, Reason reason, Actor by) implements OperationEvent {
        public AccountStopped {
            check(account, "account");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String subject() {
            return "account:" + account;
        }
    }

    /**
     * It may go on at the broker, with the rights that it had.
     *
     * @param account its name at the broker
     */
    record AccountResumed(String account, Reason reason, Actor by) implements OperationEvent {
        public AccountResumed {
            check(account, "account");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String subject() {
            return "account:" + account;
        }
    }

    /**
     * Agents may be shown these definitions of a server's tools, and no others of the same names.
     *
     * @param server its name at the gateway
     * @param tools 1 to {@value #MOST}
     * @param again true if they were accepted before, and only count anew since the server stands there anew, as it was then; null otherwise
     */
    record ToolsAccepted(
            String server,
            List<Definition> tools,
            @JsonView(NewMember.class) @Nullable Boolean again,
            Actor by) implements OperationEvent {
        public static final int MOST = 100;

        public ToolsAccepted {
            check(server, "server");
            tools = tools == null ? List.of() : List.copyOf(tools);
            if (tools.isEmpty() || tools.size() > MOST)
                throw new IllegalArgumentException("tools must have 1 to " + MOST + " definitions");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String subject() {
            return "mcp-server:" + server;
        }

        /**
         * What a server said of a tool when somebody read it.
         *
         * @param tool its name at the server
         * @param digest of all that a model is shown of it, {@code sha256:…}
         */
        public record Definition(String tool, String digest) {
            public Definition {
                check(tool, "tool");
                check(digest, "digest");
            }
        }
    }

    private static void check(String text, String name) {
        Objects.requireNonNull(text, () -> name + " is missing");
        if (text.isBlank() || text.length() > LONGEST_NAME || !PlainText.is(text))
            throw new IllegalArgumentException(name + " must have 1 to " + LONGEST_NAME + " plain characters");
    }
}
