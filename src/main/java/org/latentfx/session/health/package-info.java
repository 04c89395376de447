/** The doctor of the run looked at: what is measured for its findings, and the cures that are tried. */
@NullMarked
package org.latentfx.session.health;

import org.jspecify.annotations.NullMarked;
