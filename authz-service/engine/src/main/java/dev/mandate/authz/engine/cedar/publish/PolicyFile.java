package dev.mandate.authz.engine.cedar.publish;

/**
 * A file as its authors know it.
 *
 * @param name such as {@code crm.cedar}; stands in findings and in the ids of policies without an {@code @id}
 */
public record PolicyFile(String name, String text) {}
