/** The services as any client sees them: HTTP and JSON. */
package io.carbonflow.local.api;
