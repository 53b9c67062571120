/** How large what the job writes can be: each part has a share, measured as it is written, and what outsiders wrote is cut to it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.bounds;
