/** What the layers of a run did at its moments, measured while somebody looks. */
@NullMarked
package org.latentfx.session.signal;

import org.jspecify.annotations.NullMarked;
