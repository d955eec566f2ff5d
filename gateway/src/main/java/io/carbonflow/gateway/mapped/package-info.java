/** Transport and warehouse systems: whatever they send, read by a mapping document that is named in the address. */
package io.carbonflow.gateway.mapped;
