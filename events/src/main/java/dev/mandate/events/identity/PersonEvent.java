package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to a person, beside what HR says of him. */
public sealed interface PersonEvent extends AdministrationEvent {
    IdentityId person();

    @Override
    default String subject() {
        return person().value();
    }

    /** He doesn't sign in, his tokens don't count, and his delegations and those of his agents are revoked. */
    record Stopped(IdentityId person, Reason reason, Actor by) implements PersonEvent {
        public Stopped {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** He may sign in again, if he is employed; earlier tokens and delegations stay void. */
    record Resumed(IdentityId person, Reason reason, Actor by) implements PersonEvent {
        public Resumed {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** His tokens don't count any more, and what he delegated is revoked; he may sign in anew. */
    record SignedOut(IdentityId person, @Nullable Reason reason, Actor by) implements PersonEvent {
        public SignedOut {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * He may set a credential by a link that was made for him, which replaces whatever he had.
     *
     * @param endsAt until when the link counts
     */
    record Invited(IdentityId person, Instant endsAt, Actor by) implements PersonEvent {
        public Invited {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(endsAt, "endsAt is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * An identity provider said by SCIM what he is. Whether he may act follows from what lifecycle-service makes of it.
     *
     * @param changed names of the attributes that have other values than before, without the values
     */
    record Provisioned(IdentityId person, ProvisioningAct act, List<String> changed, Actor by) implements PersonEvent {
        public Provisioned {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(act, "act is missing");
            changed = changed == null ? List.of() : List.copyOf(changed);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * What a directory that had adopted him says of him counts no more: his HR system alone says whether he works here.
     *
     * @param client the directory's
     * @param again whether one may adopt him once more
     */
    record Released(IdentityId person, String client, boolean again, Reason reason, Actor by) implements PersonEvent {
        public Released {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
