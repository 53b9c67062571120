/** Which AI models and surfaces a subject may use. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.models;
