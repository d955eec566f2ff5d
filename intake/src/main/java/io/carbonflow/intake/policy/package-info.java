/** How much a tenant and its sources may send, what comes first under pressure, and what may be left out. */
package io.carbonflow.intake.policy;
