package dev.mandate.authz.engine.cedar;

/** May this principal take this action on this resource, under these circumstances? */
public record Request(EntityUid principal, EntityUid action, EntityUid resource, RecordValue context) {}
