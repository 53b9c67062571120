package dev.mandate.cli.evaluation;

/** The session policies that come with authz-service. */
final class SessionPolicies {
    private SessionPolicies() {}

    static SessionDecision shipped() {
        return (before, tool, registered, arguments) -> false;
    }
}
