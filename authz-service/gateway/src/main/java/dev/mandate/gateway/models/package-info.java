/** Models of AI by their providers' own interfaces: who may use which is decided before a provider is asked, and told of afterwards. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.models;
