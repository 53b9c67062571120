package dev.mandate.events.topics;

import static dev.mandate.events.topics.Account.*;

import dev.mandate.events.topics.Topic.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every topic of Mandate: creation, access rights and AsyncAPI follow from this list; nothing relies on auto-creation. */
public final class TopicCatalogue {
    private static final int KIB = 1024;
    private static final Duration TOMBSTONES = Duration.ofDays(7);
    private static final Duration FACTS = Duration.ofDays(30);
    private static final Duration LETTERS = Duration.ofDays(90);

    public static final Topic HR_WORKERS = facts(
            "hr.workers.v1",
            "employee id",
            Kind.INBOUND,
            64,
            Set.of(HR, IDENTITY),
            Set.of(LIFECYCLE),
            "What upstream HR systems say of their workers, and identity providers by SCIM at identity-service.");
    public static final Topic AGENT_ACTIONS = facts(
            "agent.actions.v1",
            "session id",
            Kind.INBOUND,
            256,
            Set.of(AGENT_PLATFORM, GATEWAY, AUTHZ),
            Set.of(AUDIT, AUTHZ, GATEWAY),
            "What agents did, told by their platforms, gateways and hooks.");
    public static final Topic LIFECYCLE_WORKERS = facts(
            "lifecycle.workers.v1",
            "identity id",
            Kind.FACTS,
            64,
            Set.of(LIFECYCLE),
            Set.of(AUDIT),
            "Joined, moved, left, rehired.");
    public static final Topic LIFECYCLE_ACCESS = state(
            "lifecycle.access.v1",
            "identity id",
            4,
            256,
            LIFECYCLE,
            Set.of(AUTHZ, GATEWAY, AUDIT, IDENTITY),
            "A person's attributes and all grants in one record, so that a mover never holds a mixture.");
    public static final Topic LIFECYCLE_CATALOG = state(
            "lifecycle.catalog.v1",
            "<kind>:<id>",
            1,
            256,
            LIFECYCLE,
            Set.of(AUTHZ, GATEWAY, AUDIT, IDENTITY),
            "Roles, applications, tools, models, surfaces, the organisation's own domains.");
    public static final Topic LIFECYCLE_GOVERNANCE = facts(
            "lifecycle.governance.v1",
            "identity id, or <kind>:<id> of the catalogue",
            Kind.FACTS,
            32,
            Set.of(LIFECYCLE),
            Set.of(AUDIT),
            "Who gave and took which access why, and who changed the catalogue.");
    public static final Topic LIFECYCLE_APPROVALS = state(
            "lifecycle.approvals.v1",
            "approval id",
            4,
            32,
            LIFECYCLE,
            Set.of(LIFECYCLE, AUTHZ, GATEWAY, AUDIT),
            "Whether a person lets one call be made: asked, granted or refused, used, ended.");
    public static final Topic IDENTITY_IDENTITIES = state(
            "identity.identities.v1",
            "identity id",
            4,
            64,
            IDENTITY,
            Set.of(LIFECYCLE, AUTHZ, GATEWAY, AUDIT),
            "People, agents and workloads, with the instant before which their tokens are void.");
    public static final Topic IDENTITY_DELEGATIONS = state(
            "identity.delegations.v1",
            "delegation id",
            4,
            128,
            IDENTITY,
            Set.of(AUTHZ, GATEWAY, AUDIT),
            "Who lets which agent do what, until when.");
    public static final Topic IDENTITY_KEYS = state(
            "identity.keys.v1",
            "key id",
            1,
            16,
            IDENTITY,
            Set.of(LIFECYCLE, IDENTITY, AUTHZ, GATEWAY, AUDIT),
            "Public signing keys, so that tokens are checked without a call.");
    public static final Topic IDENTITY_CLIENTS = state(
            "identity.clients.v1",
            "client id, URL of an issuer, id of what has ended",
            1,
            16,
            IDENTITY,
            Set.of(LIFECYCLE, IDENTITY, AUTHZ, GATEWAY, AUDIT),
            "Clients of the token endpoint and issuers that sign people in: whether they are stopped, and which tokens are void; sign-ins, authorizations and tokens that ended a short while ago.");
    public static final Topic IDENTITY_TOKENS = facts(
            "identity.tokens.v1",
            "identity id of a person, client id",
            Kind.FACTS,
            64,
            Set.of(IDENTITY),
            Set.of(AUDIT),
            "Sign-ins of people, and how many tokens each client was given in a minute.");
    public static final Topic IDENTITY_SIGNALS = facts(
            "identity.signals.v1",
            "subject id",
            Kind.FACTS,
            16,
            Set.of(IDENTITY),
            Set.of(AUDIT, SECURITY_TEAM),
            "Sign-ins of people with their credentials, good and bad; sessions that were revoked and levels of risk that changed, as CAEP has them.");
    public static final Topic IDENTITY_ADMINISTRATION = facts(
            "identity.administration.v1",
            "id of what it was done to",
            Kind.FACTS,
            256,
            Set.of(IDENTITY),
            Set.of(AUDIT),
            "Who did what to agents, their owners, clients and all else that identity-service owns.");
    public static final Topic ADMINISTRATION_PROPOSALS = facts(
            "administration.proposals.v1",
            "proposal id",
            Kind.FACTS,
            128,
            Set.of(LIFECYCLE, IDENTITY, AUTHZ, AUDIT),
            Set.of(AUDIT),
            "Changes with a far reach: who proposed, approved or refused which, and whom it touches.");
    public static final Topic ADMINISTRATION_REPLAYS = facts(
            "administration.replays.v1",
            "<topic>/<partition>/<offset> of the record",
            Kind.FACTS,
            16,
            Set.of(LIFECYCLE, IDENTITY, AUTHZ, AUDIT),
            Set.of(AUDIT),
            "Who had a service take up again what had become a dead letter, and what came of it, or said that nothing is to be done about one.");
    public static final Topic ADMINISTRATION_RECORDINGS = facts(
            "administration.recordings.v1",
            "session id",
            Kind.FACTS,
            16,
            Set.of(AUDIT),
            Set.of(AUDIT),
            "Who was shown what a session did.");
    public static final Topic AUTHZ_POLICIES = state(
            "authz.policies.v1",
            "<set>/<version>/<part>, <set> for the activation, <set>/<version> for its publication",
            1,
            512,
            AUTHZ,
            Set.of(AUTHZ, GATEWAY, AUDIT),
            "Which version of each policy set is in force, and its policies; who published each.");
    public static final Topic AUTHZ_DECISIONS = facts(
            "authz.decisions.v1",
            "session id",
            Kind.FACTS,
            256,
            Set.of(AUTHZ, GATEWAY),
            Set.of(AUDIT, AUTHZ, GATEWAY, IDENTITY, LIFECYCLE),
            "One record per decision.");
    public static final Topic RISK_RULES = state(
            "risk.rules.v1",
            "rule id, <rule>/<version> for its publication",
            1,
            512,
            AUDIT,
            Set.of(AUDIT),
            "Which version of each risk rule is in force or watched, with its text; who published each.");
    public static final Topic RISK_SUPPRESSIONS = state(
            "risk.suppressions.v1",
            "digest of rule and group",
            1,
            64,
            AUDIT,
            Set.of(AUDIT),
            "What alerts nobody for a while, and who said so.");
    public static final Topic RISK_SESSIONS = state(
            "risk.sessions.v1",
            "session id, <session>/<segment> for some of its identifiers",
            4,
            256,
            AUDIT,
            Set.of(AUTHZ, GATEWAY, AUDIT),
            "What each session has touched so far, and how risky it is.");
    public static final Topic RISK_PROFILES = state(
            "risk.profiles.v1",
            "agent, aspect and subject",
            4,
            64,
            AUDIT,
            Set.of(AUDIT),
            "What is usual for each agent and kind of task, learnt from sessions without findings.");
    public static final Topic RISK_FINDINGS = facts(
            "risk.findings.v1",
            "finding id",
            Kind.FACTS,
            512,
            Set.of(AUDIT),
            Set.of(SECURITY_TEAM, AUDIT, IDENTITY),
            "OCSF Detection Findings.");
    public static final Topic AUDIT_CHECKPOINTS = checkpoints();
    public static final Topic LIFECYCLE_DEAD_LETTERS = deadLetters(LIFECYCLE);
    public static final Topic IDENTITY_DEAD_LETTERS = deadLetters(IDENTITY);
    public static final Topic AUTHZ_DEAD_LETTERS = deadLetters(AUTHZ);
    public static final Topic AUDIT_DEAD_LETTERS = deadLetters(AUDIT);
    public static final Topic GATEWAY_DEAD_LETTERS = deadLetters(GATEWAY);

    private static final List<Topic> ALL = List.of(
            HR_WORKERS,
            AGENT_ACTIONS,
            LIFECYCLE_WORKERS,
            LIFECYCLE_ACCESS,
            LIFECYCLE_CATALOG,
            LIFECYCLE_GOVERNANCE,
            LIFECYCLE_APPROVALS,
            IDENTITY_IDENTITIES,
            IDENTITY_DELEGATIONS,
            IDENTITY_KEYS,
            IDENTITY_CLIENTS,
            IDENTITY_TOKENS,
            IDENTITY_SIGNALS,
            IDENTITY_ADMINISTRATION,
            ADMINISTRATION_PROPOSALS,
            ADMINISTRATION_REPLAYS,
            ADMINISTRATION_RECORDINGS,
            AUTHZ_POLICIES,
            AUTHZ_DECISIONS,
            RISK_RULES,
            RISK_SUPPRESSIONS,
            RISK_SESSIONS,
            RISK_PROFILES,
            RISK_FINDINGS,
            AUDIT_CHECKPOINTS,
            LIFECYCLE_DEAD_LETTERS,
            IDENTITY_DEAD_LETTERS,
            AUTHZ_DEAD_LETTERS,
            AUDIT_DEAD_LETTERS,
            GATEWAY_DEAD_LETTERS);

    private TopicCatalogue() {}

    public static List<Topic> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if the catalogue has no topic of this name */
    public static Topic named(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic named " + name + " in the catalogue"));
    }

    /** Where the service of this account puts what it could not read. */
    public static Topic deadLettersOf(Account consumer) {
        return named(consumer.userName() + ".dead-letters.v1");
    }

    private static Topic facts(
            String name, String key, Kind kind, int kib, Set<Account> writers, Set<Account> readers, String about) {
        return new Topic(name, key, kind, 4, FACTS, kib * KIB, writers, withOperator(readers), about);
    }

    private static Topic state(
            String name, String key, int partitions, int kib, Account writer, Set<Account> readers, String about) {
        return new Topic(
                name, key, Kind.STATE, partitions, TOMBSTONES, kib * KIB, Set.of(writer), withOperator(readers), about);
    }

    private static Topic checkpoints() {
        var name = "audit.checkpoints.v1";
        var about = "How the trail stood, signed: whoever changes it later is found out by what was kept here.";
        var year = Duration.ofDays(400); // whoever audits a year some weeks after its end finds its first ones
        var to = withOperator(Set.of(SECURITY_TEAM));
        return new Topic(name, "name of the trail", Kind.FACTS, 1, year, 4 * KIB, Set.of(AUDIT), to, about);
    }

    private static Topic deadLetters(Account from) {
        var name = from.userName() + ".dead-letters.v1";
        var about = "What " + from.userName() + " could not take, whole, with the reason.";
        var to = withOperator(EnumSet.of(AUDIT, from));
        return new Topic(name, "as the source", Kind.DEAD_LETTERS, 1, LETTERS, 2048 * KIB, Set.of(from), to, about);
    }

    private static Set<Account> withOperator(Set<Account> readers) {
        var all = EnumSet.copyOf(readers);
        all.add(OPERATOR);
        return all;
    }
}
