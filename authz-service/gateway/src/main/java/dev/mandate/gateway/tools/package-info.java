/** Which tools a server has, which of them were accepted, and what the catalogue calls them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.tools;
