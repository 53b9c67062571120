package dev.mandate.authz.engine.decisions.answers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that would change a denial: into an allow, or into the next obstacle.
 *
 * @param about the identity, delegation, resource or stream that it is about; null where it is about the call
 * @param value the role, tool, argument or policy; null where the kind says it all
 */
public record Proposal(
        Kind kind, @Nullable String about, @Nullable String value) {

    /** Written in lower case. */
    public enum Kind {
        /** {@code about} gets registered in the catalogue. */
        REGISTER_RESOURCE,
        /** {@code about} becomes known: it may have been deleted, or not have arrived. */
        REGISTER_IDENTITY,
        /** A readable later revision of {@code about} is written. */
        REPAIR_STATE,
        /** The person {@code about} is activated, or that workload put into use, once somebody answers for it. */
        ACTIVATE_IDENTITY,
        /** Whoever may do so, an administrator for one, resumes {@code about}, which was stopped by hand. */
        RESUME_IDENTITY,
        /** HR tells that the person {@code about} is employed. */
        EMPLOY_PERSON,
        /** An active person accepts the agent or workload {@code about} as its owner. */
        ACCEPT_AGENT,
        /** Another workload is registered instead of {@code about}, which never acts again. */
        NEW_WORKLOAD,
        /** An administrator lets the agent or workload {@code about} act at this time. */
        CHANGE_VALIDITY,
        /** The call presents a new token; of {@code about}, if it says. */
        NEW_TOKEN,
        /** The subject gets a new delegation instead of {@code about}, if it says, and acts under that. */
        NEW_DELEGATION,
        /** A delegation instead of {@code about} names {@code value}: a tool, or what may be done with an application's resources. */
        DELEGATE_TOOL,
        /** The argument {@code value} keeps within what {@code about} allows. */
        CHANGE_ARGUMENT,
        /** The argument {@code value}, or what is in it, is given as the tool's schema has it. */
        CORRECT_ARGUMENT,
        /** The argument {@code value}, which neither the tool's schema nor a limit of {@code about} names, is left out. */
        OMIT_ARGUMENT,
        /** The application {@code about} names the client {@code value}, or that client itself asks. */
        SPEAK_FOR_APPLICATION,
        /** The attribute {@code value} of the resource is given as its application declares it. */
        CORRECT_ATTRIBUTE,
        /** The call is made with less in its arguments, or in several parts. */
        SHORTEN_ARGUMENTS,
        /** The person {@code about} signs in with the authentication context class {@code value}, and the call presents that token. */
        STEP_UP,
        /** The person {@code about}, or who {@code value} says, lets just this call be made. */
        APPROVE,
        /** The person {@code about} gets the role {@code value}. */
        GRANT_ROLE,
        /** The policy {@code value}, which forbids it or can't be evaluated, is changed. */
        CHANGE_POLICY,
        /** A policy permits it to {@code about}. */
        PERMIT,
        /** The owner of the stream {@code about} is heard of again. */
        FRESH_STREAM,
        /** Nothing but time: until the record is acknowledged, or what two services tell of {@code about} agrees. */
        TRY_AGAIN;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    dev.mandate.events.authz.Remedy record() {
        return new dev.mandate.events.authz.Remedy(kind.code(), about, value);
    }
}
