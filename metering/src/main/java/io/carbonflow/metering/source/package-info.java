/** How each source is doing: when it was last heard, how far it is trusted, what it reports beside energy. */
package io.carbonflow.metering.source;
