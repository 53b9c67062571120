package dev.mandate.authz.engine.policytests;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Established;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.lifecycle.AttributeType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file of policy tests: who and what there is, by name, and what is asked. Names are of the test's own choice.
 *
 * @param roles what each role inherits; a role that inherits nothing needn't be named
 */
record TestSheet(
        Map<String, Person> people,
        Map<String, Agent> agents,
        Map<String, List<String>> roles,
        Map<String, Tool> tools,
        Map<String, Model> models,
        Map<String, Surface> surfaces,
        Map<String, Resource> resources,
        List<Case> tests) {

    TestSheet {
        people = people == null ? Map.of() : people;
        agents = agents == null ? Map.of() : agents;
        roles = roles == null ? Map.of() : roles;
        tools = tools == null ? Map.of() : tools;
        models = models == null ? Map.of() : models;
        surfaces = surfaces == null ? Map.of() : surfaces;
        resources = resources == null ? Map.of() : resources;
        tests = tests == null ? List.of() : tests;
    }

    record Person(
            List<String> roles,
            @Nullable String department,
            @Nullable String title,
            @Nullable String country,
            @Nullable String email) {
        Person {
            roles = roles == null ? List.of() : roles;
        }
    }

    /**
     * @param owner name of a person
     * @param workload what makes it a workload; null for an agent
     * @param confirmed what an administrator has confirmed of an agent; null for nothing
     * @param parent name of the agent that made it; null for none
     */
    record Agent(
            String owner,
            @Nullable String purpose,
            @Nullable String platform,
            @Nullable Workload workload,
            @Nullable AgentDescription confirmed,
            @Nullable String parent) {
        Agent {
            Objects.requireNonNull(owner, "owner is missing");
        }
    }

    /** One that is confirmed, so that policies see all of it. */
    record Workload(WorkloadFacts.Kind kind, String environment) {
        Workload {
            Objects.requireNonNull(kind, "kind is missing");
            Objects.requireNonNull(environment, "environment is missing");
            facts(kind, environment);
        }

        WorkloadFacts facts() {
            return facts(kind, environment);
        }

        private static WorkloadFacts facts(WorkloadFacts.Kind kind, String environment) {
            return new WorkloadFacts(kind, WorkloadFacts.Status.ACTIVE, true, environment);
        }
    }

    /** @param arguments by name: {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code strings} */
    record Tool(
            String application,
            List<String> labels,
            Map<String, String> arguments,
            @Nullable String description) {
        Tool {
            Objects.requireNonNull(application, "application is missing");
            labels = labels == null ? List.of() : labels;
            arguments = arguments == null ? Map.of() : arguments;
        }
    }

    record Model(@Nullable String provider, List<String> tags) {
        Model {
            tags = tags == null ? List.of() : tags;
        }
    }

    /**
     * @param clients that are it
     * @param issuers whose word is needed to be on it
     */
    record Surface(List<String> tags, List<String> clients, List<String> networks, List<String> issuers) {
        Surface {
            issuers = issuers == null ? List.of() : issuers;
            networks = networks == null ? List.of() : networks;
            tags = tags == null ? List.of() : tags;
            clients = clients == null ? List.of() : clients;
        }
    }

    /** A type of resources that an application declares, as in the catalogue. */
    record Resource(
            String application,
            Set<String> actions,
            Map<String, AttributeType> attributes,
            Set<String> optional,
            Set<String> parents) {
        Resource {
            Objects.requireNonNull(application, "application is missing");
        }
    }

    /** @param minutes how long ago; null where the token doesn't say */
    record SignedIn(
            @Nullable String acr,
            @Nullable List<String> amr,
            @Nullable Integer minutes) {
        Authentication before(Instant now) {
            return new Authentication(
                    acr,
                    amr == null ? Set.of() : Set.copyOf(amr),
                    minutes == null ? null : now.minus(Duration.ofMinutes(minutes)));
        }
    }

    enum Expected {
        @JsonProperty("allow")
        ALLOW,
        @JsonProperty("deny")
        DENY
    }

    /**
     * A test.
     *
     * @param policies ids of exactly those that decide, in any order; null if the test doesn't mind
     * @param obligations that the answer comes with, as policies name them, in any order; null if the test doesn't mind
     */
    record Case(
            String name,
            Asked request,
            Expected expect,
            @Nullable List<String> policies,
            @Nullable List<String> obligations) {
        Case {
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(request, "request is missing");
            Objects.requireNonNull(expect, "expect is missing");
        }
    }

    /**
     * One of {@code call}, {@code use}, {@code action} and {@code act}.
     *
     * @param subject name of a person or agent; {@code client/<id>} for a client
     * @param call name of a tool
     * @param use {@code model/<name>} or {@code surface/<name>}
     * @param action that an application declares, on {@code resource}
     * @param resource {@code <type>/<id>}, of a type that the sheet has
     * @param attributes what {@code resource} is like; a person or agent by the name that the sheet has
     * @param act {@code publish}, {@code watch}, {@code activate} or {@code roll_back}, on {@code set}
     * @param vouched what the caller asserts beside that, and is trusted to know
     * @param authentication what the token says of how the person signed in; null where it doesn't
     * @param from by which client, from which address and by which issuers' word ({@code surfaces}, each with its issuer) the subject asks, by which it may be on {@code surfaces} of the sheet; null where no token was shown
     * @param delegated the subject acts in a task
     * @param words what the person asked for in that task, in his words; null where nobody said
     * @param session what its session did before; null if nothing
     * @param recent what other tasks of the agent did lately for the same person; null if nothing
     * @param at default: a Monday at noon, UTC
     * @param own,watched,tests what {@code act} is about
     */
    record Asked(
            String subject,
            @Nullable String call,
            @Nullable String use,
            @Nullable String action,
            @Nullable String resource,
            Map<String, Object> attributes,
            @Nullable String act,
            @Nullable String set,
            Map<String, Object> arguments,
            Map<String, Object> asserted,
            Map<String, Object> vouched,
            @Nullable SignedIn authentication,
            @Nullable Established from,
            boolean delegated,
            @Nullable String words,
            @Nullable TestSession session,
            @Nullable TestRecent recent,
            @Nullable Instant at,
            boolean own,
            boolean watched,
            int tests) {
        Asked {
            Objects.requireNonNull(subject, "subject is missing");
            if (java.util.stream.Stream.of(call, use, action, act)
                            .filter(Objects::nonNull)
                            .count()
                    != 1) throw new IllegalArgumentException("one of call, use, action and act must be there");
            if ((action == null) != (resource == null))
                throw new IllegalArgumentException("action and resource come together");
            attributes = attributes == null ? Map.of() : attributes;
            arguments = arguments == null ? Map.of() : arguments;
            asserted = asserted == null ? Map.of() : asserted;
            vouched = vouched == null ? Map.of() : vouched;
        }

        Map<String, Object> claims() {
            if (vouched.isEmpty()) return asserted;
            var all = new HashMap<>(asserted);
            all.putAll(vouched);
            return all;
        }
    }
}
