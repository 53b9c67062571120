package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to a client of the token endpoint that is no agent, or to an agent's secret. {@code by} is null for the configuration. */
public sealed interface ClientEvent extends AdministrationEvent {
    String client();

    String name();

    @Override
    default String subject() {
        return client();
    }

    /**
     * It may ask for tokens from now on.
     *
     * @param secret whether it has a secret; else it signs with a key of its own, or is an application that can keep neither
     * @param redirectUris where people who sign in to it are sent; null where nobody does
     */
    record Registered(
            String client,
            String name,
            List<String> scopes,
            boolean secret,
            @Nullable List<String> redirectUris,
            @Nullable Actor by)
            implements ClientEvent {
        public Registered {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
            redirectUris = redirectUris == null ? null : List.copyOf(redirectUris);
        }
    }

    /**
     * People who sign in to it are sent elsewhere from now on.
     *
     * @param after where codes are sent
     */
    record AddressesChanged(
            String client,
            String name,
            List<String> before,
            List<String> after,
            @Nullable Reason reason,
            @Nullable Actor by)
            implements ClientEvent {
        public AddressesChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            before = before == null ? List.of() : List.copyOf(before);
            after = after == null ? List.of() : List.copyOf(after);
        }
    }

    /** From now on its tokens have at most these scopes. */
    record ScopesChanged(
            String client,
            String name,
            List<String> before,
            List<String> after,
            @Nullable Reason reason,
            @Nullable Actor by)
            implements ClientEvent {
        public ScopesChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            before = before == null ? List.of() : List.copyOf(before);
            after = after == null ? List.of() : List.copyOf(after);
        }
    }

    /**
     * It has another secret.
     *
     * @param oldUntil until when the one before still counts; null if it doesn't any more, and its tokens don't either
     */
    record SecretChanged(
            String client,
            String name,
            @Nullable Instant oldUntil,
            @Nullable Reason reason,
            @Nullable Actor by) implements ClientEvent {
        public SecretChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
        }
    }

    /**
     * It has another way to prove that it is this one, or one less, or soon will have.
     *
     * @param client its id, which is an agent's or a workload's own
     * @param name what that one is called
     * @param credential its id; nothing of the credential itself
     * @param endsAt first instant at which it no longer counts; null for one that has ended
     * @param reason null where none was given
     * @param by null for time
     */
    record CredentialChanged(
            String client,
            String name,
            CredentialChange change,
            String credential,
            @Nullable Instant endsAt,
            @Nullable Reason reason,
            @Nullable Actor by)
            implements ClientEvent {
        /** What became of it. */
        public enum CredentialChange {
            SECRET_MADE,
            SECRET_ENDS_SOON,
            SECRET_ENDED,
            SCIM_TOKEN_MADE,
            SCIM_TOKEN_ENDS_SOON,
            SCIM_TOKEN_ENDED
        }

        public CredentialChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(change, "change is missing");
            Objects.requireNonNull(credential, "credential is missing");
        }
    }

    /**
     * A directory adopts others than before of those whom an HR system has.
     *
     * @param before by what it found them, in words
     * @param after the same from now on
     * @param reason null where none was given
     */
    record AdoptionChanged(
            String client,
            String name,
            String before,
            String after,
            @Nullable Reason reason,
            Actor by) implements ClientEvent {
        public AdoptionChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(before, "before is missing");
            Objects.requireNonNull(after, "after is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * At other authorization servers than before it may act for who signs in to it, or gives it a task.
     *
     * @param before where and as what, each in words
     * @param after the same from now on; empty for nowhere
     * @param reason null where none was given
     */
    record CrossAppChanged(
            String client,
            String name,
            List<String> before,
            List<String> after,
            @Nullable Reason reason,
            Actor by) implements ClientEvent {
        public CrossAppChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            before = before == null ? List.of() : List.copyOf(before);
            after = after == null ? List.of() : List.copyOf(after);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It is something else than before, beside its scopes and addresses: how it is called, proves that it is this one, or gets tokens.
     *
     * @param name what it was called
     * @param before what of it was so, each in words
     * @param after what of it is so from now on
     * @param reason null where none was given
     */
    record MetadataChanged(
            String client,
            String name,
            List<String> before,
            List<String> after,
            @Nullable Reason reason,
            Actor by) implements ClientEvent {
        public MetadataChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            before = before == null ? List.of() : List.copyOf(before);
            after = after == null ? List.of() : List.copyOf(after);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It gets no token, and those that it has don't count. */
    record Stopped(String client, String name, Reason reason, Actor by) implements ClientEvent {
        public Stopped {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It may ask for tokens again; earlier ones stay void. */
    record Resumed(String client, String name, Reason reason, Actor by) implements ClientEvent {
        public Resumed {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
