/** The file of a session, and what keeps a run that is in none. */
@NullMarked
package org.latentfx.session.file;

import org.jspecify.annotations.NullMarked;
