# because: the public virtual interface stays up beside the private one
# fails: public-addresses-are-gone
# signature: public-addresses-are-gone(is-reached;thing)
# without: aws directconnect
