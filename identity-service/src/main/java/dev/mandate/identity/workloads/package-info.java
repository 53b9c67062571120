/** Services, CI jobs and API keys: how they come, are used and go, and by what they prove who they are. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.workloads;
