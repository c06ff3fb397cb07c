package @package@

import org.nn4j.api.@type@
import org.nn4j.testkit.@type@Contract

/** Checks everything that a part of its kind promises, derivatives among it. */
class @class@Test : @type@Contract() {
    override fun instance(): @type@ = @class@()
}
