/** Events of one group become matches: its states are advanced, and what comes of it is told. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.groups;
