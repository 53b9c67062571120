/** People, groups and agents as identity providers keep them here by SCIM 2.0, each its own. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.scim;
