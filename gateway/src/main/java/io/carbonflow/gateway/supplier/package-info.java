/** What suppliers push: PACT product footprints, and their use for the purchases they belong to. */
package io.carbonflow.gateway.supplier;
